package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** The watches over all other tests are awake. */
class WatchedTestsTest {

    @Test
    void blockingOnAThreadOfReactorFails() {
        Mono<Void> blocking = Mono.<Void>fromRunnable(WatchedTestsTest::block).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(() -> blocking.block(Duration.ofSeconds(5)))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void anErrorThatReactorDropsIsSeen() {
        Operators.onErrorDropped(new IllegalStateException("nobody is told"), Context.empty());

        assertThat(NothingDropped.taken())
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessage("nobody is told"));
    }

    private static void block() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
