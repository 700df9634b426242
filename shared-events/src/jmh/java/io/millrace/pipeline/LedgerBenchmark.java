package io.millrace.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record's way through the ledger: 500 come in, and settle from the last to the first, which is the worst order. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class LedgerBenchmark {

    private static final int RECORDS = 500;

    private final PartitionLedger ledger = new PartitionLedger(1);
    private final List<PartitionLedger.Entry> entries = new ArrayList<>(RECORDS);
    private long offset;
    private long acknowledged;

    @Setup(Level.Trial)
    public void begin() {
        ledger.fetched(0);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long enterAndSettle() {
        entries.clear();
        for (int record = 0; record < RECORDS; record++) {
            PartitionLedger.Entry entry = ledger.enter(offset++, () -> acknowledged++);
            if (entry != null) {
                entries.add(entry);
            }
        }
        for (PartitionLedger.Entry entry : entries.reversed()) {
            entry.settle();
        }
        return acknowledged;
    }
}
