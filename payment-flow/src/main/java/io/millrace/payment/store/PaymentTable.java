package io.millrace.payment.store;

import io.millrace.events.OrderId;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Ending;
import io.millrace.payment.decision.Payment;
import io.millrace.payment.decision.Verdict;
import io.millrace.tracing.Statement;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table {@code payments}. Hundreds of findings of any kind are one statement, which is its own transaction. */
public final class PaymentTable {

    /**
     * Sets what is not set yet, and answers with what stands. It is also the read: whoever wants to know has something to tell.
     *
     * <p>A cancelled order takes no charge. Rows are locked in the order of their ids, so that two instances never wait for each other in
     * a circle. One statement cannot touch a row twice, hence the grouping: the finding of an attempt that ran out of time may still be
     * waiting here when the same event is handled again.
     */
    private static final String MERGE = """
            insert into payments as known
                (order_id, amount_cents, currency, authorized, authorization_id, ending, captured_at, voided_at)
            select order_id, max(amount_cents), max(currency), bool_or(authorized), max(authorization_id), max(ending),
                   min(captured_at), min(voided_at)
            from unnest($1::uuid[], $2::bigint[], $3::text[], $4::boolean[], $5::text[], $6::text[],
                        $7::timestamptz[], $8::timestamptz[])
                as told (order_id, amount_cents, currency, authorized, authorization_id, ending, captured_at, voided_at)
            group by order_id
            order by order_id
            on conflict (order_id) do update set
                amount_cents = case when known.ending = 'CANCELLED' then known.amount_cents
                                    else coalesce(known.amount_cents, excluded.amount_cents) end,
                currency = case when known.ending = 'CANCELLED' then known.currency
                                else coalesce(known.currency, excluded.currency) end,
                authorized = coalesce(known.authorized, excluded.authorized),
                authorization_id = coalesce(known.authorization_id, excluded.authorization_id),
                ending = coalesce(known.ending, excluded.ending),
                captured_at = coalesce(known.captured_at, excluded.captured_at),
                voided_at = coalesce(known.voided_at, excluded.voided_at)
            returning order_id, amount_cents, currency, authorized, ending,
                      captured_at is not null as captured, voided_at is not null as voided
            """;

    private static final Statement STATEMENT = Statement.of("INSERT", "payments");

    private final DatabaseClient database;

    public PaymentTable(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Merges findings into the table.
     *
     * @return the payments as they then stand, each at the place of its finding
     */
    public Mono<List<Payment>> merge(List<Finding> findings) {
        return STATEMENT.traced(findings.size(), execute(findings));
    }

    private Mono<List<Payment>> execute(List<Finding> findings) {
        return database.sql(MERGE)
                .bind(
                        0,
                        column(
                                findings,
                                UUID[]::new,
                                finding -> finding.orderId().value()))
                .bind(1, column(findings, Long[]::new, PaymentTable::amountCents))
                .bind(2, column(findings, String[]::new, PaymentTable::currency))
                .bind(3, column(findings, Boolean[]::new, Finding::authorized))
                .bind(4, column(findings, String[]::new, Finding::authorizationId))
                .bind(5, column(findings, String[]::new, PaymentTable::ending))
                .bind(6, column(findings, OffsetDateTime[]::new, finding -> utc(finding.capturedAt())))
                .bind(7, column(findings, OffsetDateTime[]::new, finding -> utc(finding.voidedAt())))
                .map(PaymentTable::payment)
                .all()
                .collectMap(Payment::orderId)
                .map(standing -> atTheirPlaces(findings, standing));
    }

    private static List<Payment> atTheirPlaces(List<Finding> findings, Map<OrderId, Payment> standing) {
        return findings.stream()
                .map(finding -> present(standing.get(finding.orderId()), "order_id"))
                .toList();
    }

    private static <T> @Nullable T[] column(
            List<Finding> findings, IntFunction<@Nullable T[]> array, Function<Finding, @Nullable T> value) {
        @Nullable T[] column = array.apply(findings.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(findings.get(i));
        }
        return column;
    }

    private static @Nullable Long amountCents(Finding finding) {
        Charge charge = finding.charge();
        return charge == null ? null : charge.amountCents();
    }

    private static @Nullable String currency(Finding finding) {
        Charge charge = finding.charge();
        return charge == null ? null : charge.currency();
    }

    private static @Nullable String ending(Finding finding) {
        Ending ending = finding.ending();
        return ending == null ? null : ending.name();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Payment payment(Readable row) {
        Long amountCents = row.get("amount_cents", Long.class);
        String ending = row.get("ending", String.class);
        return new Payment(
                new OrderId(present(row.get("order_id", UUID.class), "order_id")),
                amountCents == null
                        ? null
                        : new Charge(amountCents, present(row.get("currency", String.class), "currency")),
                verdict(row.get("authorized", Boolean.class)),
                ending == null ? Ending.OPEN : Ending.valueOf(ending),
                present(row.get("captured", Boolean.class), "captured"),
                present(row.get("voided", Boolean.class), "voided"));
    }

    private static Verdict verdict(@Nullable Boolean authorized) {
        if (authorized == null) {
            return Verdict.UNKNOWN;
        }
        return authorized ? Verdict.APPROVED : Verdict.DECLINED;
    }

    private static <T> T present(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("payments returned no " + column);
        }
        return value;
    }
}
