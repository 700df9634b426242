package io.millrace.bench.scenario;

import io.millrace.bench.report.Result;

/** One way to put the system to work. It leaves the system as it found it: all parts running, nothing on its way. */
public interface Scenario {

    /** As it is written after {@code --only}. */
    String name();

    /** Throws a {@link LostOrders} when the books do not balance afterwards. */
    Result run(Rig rig, Effort effort) throws InterruptedException;
}
