package io.millrace.acceptance.chaos;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.client.PaymentProvider;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that goes wrong for a while.
 *
 * @param begin returns as soon as it has struck
 * @param end returns when all is healthy again
 */
record Fault(String name, Runnable begin, Duration lasts, Runnable end) {

    static List<Fault> oneOfEach(Millrace millrace, Pace pace) {
        Parts parts = millrace.parts();
        PaymentProvider provider = millrace.provider();
        List<Fault> all = new ArrayList<>();
        all.add(killed(parts, Parts.GATEWAY, pace));
        Parts.FLOWS.forEach(flow -> all.add(killed(parts, flow, pace)));
        all.add(killed(parts, Parts.KAFKA, pace));
        all.add(killed(parts, Parts.POSTGRES, pace));
        all.add(new Fault(
                "broker frozen (SIGSTOP)",
                () -> parts.freeze(Parts.KAFKA),
                pace.frozen(),
                () -> parts.thaw(Parts.KAFKA)));
        all.add(misbehaving("provider down", provider::goesDown, pace));
        all.add(misbehaving("provider failing at 30 %", () -> provider.fails(0.3), pace));
        all.add(misbehaving("provider 2 s slow", () -> provider.isSlow(Duration.ofSeconds(2)), pace));
        return all;
    }

    private static Fault killed(Parts parts, String part, Pace pace) {
        return new Fault("kill -9 " + part, () -> parts.kill(part), pace.down(), () -> parts.startAgain(part));
    }

    private static Fault misbehaving(String name, Supplier<Outage> misbehaviour, Pace pace) {
        Outage[] begun = new Outage[1];
        return new Fault(name, () -> begun[0] = misbehaviour.get(), pace.misbehaving(), () -> begun[0].close());
    }
}
