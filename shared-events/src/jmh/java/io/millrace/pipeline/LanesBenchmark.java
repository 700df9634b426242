package io.millrace.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An item's way through the lanes: 500 wait, are taken as one batch, and settle; all of one key, or each of its own. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class LanesBenchmark {

    private static final int ITEMS = 500;

    @Param({"1", "500"})
    public int keys;

    private final List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
    private final Lanes<Integer> lanes = new Lanes<>(item -> item % keys, item -> false, ITEMS);

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int addTakeSettle() {
        items.forEach(lanes::add);
        List<Integer> batch = lanes.take();
        lanes.settled(batch);
        return batch.size();
    }
}
