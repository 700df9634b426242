package io.millrace.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inventory.AnOrder;
import io.millrace.inventory.stock.Reservation.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What must hold for any history. Each seed is one history; the error says which one broke. */
class StockPropertiesTest {

    private static final int HISTORIES = 2_000;

    @Test
    void conservesStockHoweverTheHistoryIsCut() {
        forEveryHistory(random -> {
            List<History.Step> steps = History.of(random);
            History.Shelf shelf = new History.Shelf();

            for (List<History.Step> batch : cut(steps, random)) {
                shelf.apply(batch);

                assertThat(shelf.total()).isEqualTo(shelf.everStocked());
                assertThat(shelf.pieces(StockLevel::reserved)).isEqualTo(shelf.promised(State.RESERVED));
                assertThat(shelf.pieces(StockLevel::sold)).isEqualTo(shelf.promised(State.SOLD));
            }
        });
    }

    @Test
    void comesToTheSameWhereverBatchesAreCut() {
        forEveryHistory(random -> {
            List<History.Step> steps = History.of(random);
            History.Shelf oneByOne = new History.Shelf();
            steps.forEach(step -> oneByOne.apply(List.of(step)));

            History.Shelf inBatches = new History.Shelf();
            cut(steps, random).forEach(inBatches::apply);

            assertThat(inBatches).isEqualTo(oneByOne);
        });
    }

    @Test
    void comesToTheSameUnderDuplicates() {
        forEveryHistory(random -> {
            List<History.Step> steps = History.of(random);
            History.Shelf once = new History.Shelf();
            once.apply(steps);

            History.Shelf often = new History.Shelf();
            cut(withDuplicates(steps, random), random).forEach(often::apply);

            assertThat(often).isEqualTo(once);
        });
    }

    @Test
    void tellsAnOrderOneOutcomeHoweverOftenItAsks() {
        forEveryHistory(random -> {
            List<History.Step> steps = withDuplicates(History.of(random), random);
            Map<AnOrder, Object> told = new HashMap<>();
            History.Shelf shelf = new History.Shelf();

            for (List<History.Step> batch : cut(steps, random)) {
                shelf.apply(
                        batch,
                        (order, outcome) ->
                                assertThat(outcome).isEqualTo(told.computeIfAbsent(order, first -> outcome)));
            }
        });
    }

    private static void forEveryHistory(Consumer<Random> holds) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                holds.accept(new Random(seed));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("history " + seed, broken);
            }
        }
    }

    /** Each step again, up to four times, at places anywhere behind its first. */
    private static List<History.Step> withDuplicates(List<History.Step> steps, Random random) {
        List<History.Step> all = new ArrayList<>(steps);
        for (History.Step step : steps) {
            for (int again = random.nextInt(5); again > 0; again--) {
                int first = all.indexOf(step);
                all.add(first + 1 + random.nextInt(all.size() - first), step);
            }
        }
        return all;
    }

    private static List<List<History.Step>> cut(List<History.Step> steps, Random random) {
        List<List<History.Step>> batches = new ArrayList<>();
        for (int from = 0; from < steps.size(); ) {
            int to = Math.min(steps.size(), from + 1 + random.nextInt(20));
            batches.add(steps.subList(from, to));
            from = to;
        }
        return batches;
    }
}
