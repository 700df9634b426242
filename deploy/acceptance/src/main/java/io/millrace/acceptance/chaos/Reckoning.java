package io.millrace.acceptance.chaos;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.books.Books;
import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.OrderLine;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import io.millrace.acceptance.client.PaymentProvider.Tally;
import io.millrace.acceptance.load.Attempt;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What must hold once all is quiet: orders, money and stock agree with what customers were told. For one thread. */
final class Reckoning implements AutoCloseable {

    private final Millrace millrace;
    private final List<String> skus;
    private final Standing before;
    private final Fates fates;
    private final Books books;

    /** To be made before the first order is placed. */
    Reckoning(Millrace millrace, List<String> skus) {
        this.millrace = millrace;
        this.skus = skus;
        before = Standing.first(millrace, skus);
        fates = new Fates(millrace.orders());
        books = new Books(millrace);
    }

    List<Check> take(Collection<Attempt> attempts) {
        try {
            return checks(attempts);
        } catch (AssertionError | UncheckedIOException notAnswered) {
            return List.of(new Check("the system answers", notAnswered.toString(), false));
        }
    }

    private List<Check> checks(Collection<Attempt> attempts) {
        Map<Attempt, List<OrderView>> byAttempt = fates.of(attempts);
        List<OrderView> orders =
                byAttempt.values().stream().flatMap(List::stream).toList();
        Standing now = Standing.of(millrace, skus);
        List<Check> checks = new ArrayList<>(List.of(
                accepted(byAttempt), notAccepted(byAttempt), outcomes(orders), authorizations(orders, now.ledger())));
        checks.add(captures(orders, now.ledger()));
        checks.add(voids(now.ledger()));
        checks.add(noneTwice(now.ledger()));
        checks.add(stock(orders, now.stock()));
        checks.add(deadLetters(now.deadLetters()));
        checks.add(log());
        return checks;
    }

    private static Check accepted(Map<Attempt, List<OrderView>> byAttempt) {
        long accepted = count(byAttempt.keySet(), Attempt::isAccepted);
        long readable = count(
                byAttempt.keySet(),
                attempt -> attempt.isAccepted()
                        && byAttempt.getOrDefault(attempt, List.of()).size() == 1);
        long settled = count(
                byAttempt.keySet(),
                attempt -> attempt.isAccepted()
                        && byAttempt.getOrDefault(attempt, List.of()).stream().anyMatch(OrderView::isSettled));
        return new Check(
                "accepted orders can be read and are settled",
                "%,d accepted, %,d readable, %,d settled".formatted(accepted, readable, settled),
                accepted > 0 && accepted == readable && accepted == settled);
    }

    private static Check notAccepted(Map<Attempt, List<OrderView>> byAttempt) {
        List<List<OrderView>> found = byAttempt.entrySet().stream()
                .filter(entry -> !entry.getKey().isAccepted())
                .map(Map.Entry::getValue)
                .toList();
        long unknown = count(found, List::isEmpty);
        long settled =
                count(found, orders -> orders.size() == 1 && orders.getFirst().isSettled());
        return new Check(
                "orders not accepted are unknown or settled",
                "%,d not accepted, %,d unknown, %,d settled".formatted(found.size(), unknown, settled),
                found.size() == unknown + settled);
    }

    private static Check outcomes(List<OrderView> orders) {
        Map<String, Long> byOutcome = new TreeMap<>();
        orders.forEach(order -> byOutcome.merge(order.outcome(), 1L, Long::sum));
        List<String> figures = new ArrayList<>();
        byOutcome.forEach((outcome, count) -> figures.add("%,d %s".formatted(count, outcome)));
        return new Check(
                "orders are confirmed, or cancelled for a reason of their own",
                String.join(", ", figures),
                byOutcome.keySet().stream()
                        .allMatch(outcome -> outcome.equals("CONFIRMED")
                                || outcome.equals("CANCELLED: PAYMENT_DECLINED")
                                || outcome.equals("CANCELLED: CUSTOMER_CANCELLED")));
    }

    /** An order that was cancelled before the provider was asked has no authorization and never will have one. */
    private Check authorizations(List<OrderView> orders, Ledger now) {
        long authorized = orders(now, Ledger::authorizations);
        long declined = orders(now, Ledger::declined);
        long approvals = count(
                orders, order -> order.payment() != null && order.payment().approved());
        long refusals = count(
                orders, order -> order.payment() != null && !order.payment().approved());
        List<String> neverAsked = orders.stream()
                .filter(order -> order.payment() == null && !order.isConfirmed())
                .map(OrderView::orderId)
                .toList();
        boolean holds = authorized == approvals
                && declined == refusals
                && authorized + declined + neverAsked.size() == orders.size();
        String figures = "%,d + %,d + %,d = %,d".formatted(authorized, declined, neverAsked.size(), orders.size());
        return new Check(
                "authorized + declined + cancelled before = orders",
                holds ? figures : "not %s; without a payment: %s".formatted(figures, neverAsked),
                holds);
    }

    private Check captures(List<OrderView> orders, Ledger now) {
        long captured = orders(now, Ledger::captures);
        long confirmed = count(orders, OrderView::isConfirmed);
        return new Check(
                "captures = confirmed orders",
                "%,d captured, %,d confirmed".formatted(captured, confirmed),
                captured == confirmed);
    }

    private Check voids(Ledger now) {
        long voided = orders(now, Ledger::voids);
        long due = orders(now, Ledger::authorizations) - orders(now, Ledger::captures);
        return new Check(
                "voids = authorized, not captured", "%,d voided, %,d due".formatted(voided, due), voided == due);
    }

    private static Check noneTwice(Ledger now) {
        List<Tally> tallies = List.of(now.authorizations(), now.declined(), now.captures(), now.voids());
        long effects = tallies.stream().mapToLong(Tally::effects).sum();
        long calls = tallies.stream().mapToLong(Tally::calls).sum();
        return new Check(
                "no order authorized, captured or voided twice",
                "%,d effects by %,d calls".formatted(effects, calls),
                tallies.stream().allMatch(tally -> tally.effects() == tally.orders()));
    }

    private Check stock(List<OrderView> orders, Map<String, Stock> now) {
        Map<String, Long> confirmed = new HashMap<>();
        orders.stream()
                .filter(OrderView::isConfirmed)
                .flatMap(order -> order.items().stream())
                .forEach((OrderLine line) -> confirmed.merge(line.sku(), line.quantity(), Long::sum));
        List<String> wrong = new ArrayList<>();
        before.stock().forEach((sku, then) -> {
            long sold = confirmed.getOrDefault(sku, 0L);
            Stock expected = new Stock(sku, then.available() - sold, 0, then.sold() + sold);
            if (!expected.equals(now.get(sku))) {
                wrong.add("%s is %s and not %s".formatted(sku, now.get(sku), expected));
            }
        });
        long pieces = confirmed.values().stream().mapToLong(Long::longValue).sum();
        return new Check(
                "stock is conserved, none reserved, sold = confirmed",
                wrong.isEmpty()
                        ? "%,d pieces of %d articles sold".formatted(pieces, skus.size())
                        : String.join("; ", wrong),
                wrong.isEmpty());
    }

    private Check deadLetters(long now) {
        return new Check("no dead letter", "%,d".formatted(now - before.deadLetters()), now == before.deadLetters());
    }

    /** Takes nobody's word for what was ordered but the log's own. */
    private Check log() {
        try {
            books.balance();
            return new Check("the log, the provider and the stock agree", "they do", true);
        } catch (AssertionError e) {
            return new Check(
                    "the log, the provider and the stock agree",
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    false);
        }
    }

    private long orders(Ledger now, Function<Ledger, Tally> which) {
        return which.apply(now).orders() - which.apply(before.ledger()).orders();
    }

    private static <T> long count(Collection<T> all, Predicate<T> which) {
        return all.stream().filter(which).count();
    }

    @Override
    public void close() {
        books.close();
    }
}
