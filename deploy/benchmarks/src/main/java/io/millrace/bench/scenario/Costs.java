package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Parts;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result.Detail;
import io.millrace.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What orders cost, as figures. */
final class Costs {

    private static final double MEGABYTE = 1024 * 1024;

    private Costs() {}

    /** Of all parts of the system; what the load generator takes is not among it. */
    static Figure perOrder(Usage used, long orders) {
        return Figure.of("CPU, all parts", used.system() / (double) orders, Unit.MICROS_PER_ORDER);
    }

    /** Of the parts named. */
    static double perOrder(Usage used, List<String> parts, long orders) {
        return parts.stream()
                        .mapToLong(part -> used.parts().getOrDefault(part, 0L))
                        .sum()
                / (double) orders;
    }

    static Detail byPart(Usage used, long orders) {
        List<Figure> parts = new ArrayList<>();
        used.parts().forEach((part, micros) -> parts.add(share(part, micros, orders)));
        parts.add(share("and apart from them the load generator", used.load(), orders));
        return new Detail("CPU us/order", Unit.MICROS_PER_ORDER, parts);
    }

    private static Figure share(String part, long micros, long orders) {
        return Figure.of(part, micros / (double) orders, Unit.MICROS_PER_ORDER);
    }

    static Figure largestPeak(Map<String, Memory> memory) {
        double largest = memory.values().stream().mapToLong(Memory::peak).max().orElse(0) / MEGABYTE;
        return Figure.of("memory of the largest service at its peak", largest, Unit.MEGABYTES);
    }

    static Detail peaks(Map<String, Memory> memory) {
        List<Figure> services = new ArrayList<>();
        Parts.SERVICES.forEach(service -> {
            Memory of = memory.get(service);
            if (of != null) {
                services.add(Figure.of(service, of.peak() / MEGABYTE, Unit.MEGABYTES));
            }
        });
        return new Detail("memory at peak, MB", Unit.MEGABYTES, services);
    }
}
