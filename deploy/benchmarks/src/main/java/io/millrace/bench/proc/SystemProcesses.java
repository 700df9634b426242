package io.millrace.bench.proc;

import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.running.Parts;
import java.util.LinkedHashMap;
import java.util.Map;

/** The processes of the running system, whichever they are at the moment. */
public final class SystemProcesses {

    private final Parts parts;
    private final ProcessorTime time = new ProcessorTime();

    public SystemProcesses(Parts parts) {
        this.parts = parts;
    }

    public Usage usage() {
        Map<String, Long> micros = new LinkedHashMap<>();
        for (Part part : parts.system().parts()) {
            boolean manyProcesses = part.name().equals(Parts.POSTGRES);
            micros.put(part.name(), manyProcesses ? time.ofFamily(part.pid()) : time.of(part.pid()));
        }
        return new Usage(micros, time.of(ProcessHandle.current().pid()));
    }

    /** Of each of our services that runs. */
    public Map<String, Memory> memory() {
        Map<String, Memory> memory = new LinkedHashMap<>();
        for (Part part : parts.system().parts()) {
            if (Parts.SERVICES.contains(part.name()) && part.isAlive()) {
                memory.put(part.name(), Memory.of(part.pid()));
            }
        }
        return memory;
    }
}
