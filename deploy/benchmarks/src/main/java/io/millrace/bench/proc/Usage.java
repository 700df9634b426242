package io.millrace.bench.proc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time by part of the system, and apart from them of the load generator: this process.
 *
 * @param parts microseconds
 * @param load microseconds
 */
public record Usage(Map<String, Long> parts, long load) {

    /** What was used from then to now. A part that was started again meanwhile counts from its start. */
    public Usage since(Usage before) {
        Map<String, Long> used = new LinkedHashMap<>();
        parts.forEach((part, micros) -> {
            long until = before.parts.getOrDefault(part, 0L);
            used.put(part, micros >= until ? micros - until : micros);
        });
        return new Usage(used, load - before.load);
    }

    /** Of all parts of the system together. */
    public long system() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
