package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Parts;
import io.millrace.bench.proc.ProcessorTime;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.reference.ProducerPerformance;
import io.millrace.bench.reference.UnnestInserts;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What broker and database cost alone, a record and a row: no order can cost them less. */
public final class References implements Scenario {

    /** As {@code orders.created} has them, headers and all. */
    private static final int RECORD_BYTES = 300;

    private final Path root;

    /** @param root the top of the source tree */
    public References(Path root) {
        this.root = root;
    }

    private record Records(double perSecond, double producerMicros, double brokerMicros) {}

    private record Rows(Figure perSecond, double micros) {}

    @Override
    public String name() {
        return "references";
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException, IOException {
        rig.settleBacklog();
        Records records = records(rig, effort.references());
        Rows rows = rows(rig, effort.references());
        return new Result(
                name(),
                "%,d records of %d bytes by Kafka's own tool; as many rows like order-flow's, 500 in a statement"
                        .formatted(effort.references(), RECORD_BYTES),
                List.of(
                        Figure.of("records sent", records.perSecond, Unit.PER_SECOND),
                        Figure.of("CPU, producer, its start included", records.producerMicros, Unit.MICROS_PER_RECORD),
                        Figure.of("CPU, broker", records.brokerMicros, Unit.MICROS_PER_RECORD),
                        rows.perSecond,
                        Figure.of("CPU, PostgreSQL", rows.micros, Unit.MICROS_PER_RECORD)),
                List.of());
    }

    private Records records(Rig rig, long count) throws InterruptedException, IOException {
        ProcessorTime time = new ProcessorTime();
        long self = ProcessHandle.current().pid();
        try (ProducerPerformance tool =
                new ProducerPerformance(root, rig.millrace().system().kafka().bootstrapServers())) {
            Usage before = rig.usage();
            long producer = time.ofEndedChildren(self);
            double perSecond = tool.run(count, RECORD_BYTES);
            return new Records(
                    perSecond,
                    (time.ofEndedChildren(self) - producer) / (double) count,
                    Costs.perOrder(rig.usage().since(before), List.of(Parts.KAFKA), count));
        }
    }

    private static Rows rows(Rig rig, long count) {
        var database = rig.millrace().system().postgres().get("order-flow");
        if (database == null) {
            throw new IllegalStateException("system.json lists no database of order-flow");
        }
        try (UnnestInserts inserts = new UnnestInserts(database)) {
            Usage before = rig.usage();
            Duration took = inserts.insert(count);
            return new Rows(
                    Rates.perSecond("rows inserted", count, took),
                    Costs.perOrder(rig.usage().since(before), List.of(Parts.POSTGRES), count));
        } catch (SQLException e) {
            throw new IllegalStateException("the inserts of reference failed", e);
        }
    }
}
