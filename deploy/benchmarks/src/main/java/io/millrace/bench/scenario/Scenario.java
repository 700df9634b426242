package io.millrace.bench.scenario;

import io.millrace.bench.report.Result;
import java.io.IOException;

/**
 * One way to put the system to work. It may leave a backlog behind, with the flows stopped: whoever needs them begins with
 * {@link Rig#settleBacklog}.
 */
public interface Scenario {

    /** As it is written after {@code --only}. */
    String name();

    /** Throws a {@link LostOrders} when the books do not balance afterwards. */
    Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException, IOException;
}
