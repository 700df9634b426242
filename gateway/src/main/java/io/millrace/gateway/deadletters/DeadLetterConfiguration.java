package io.millrace.gateway.deadletters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.wire.Topic;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.pipeline.ParkedRecords;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the index together with what feeds it, what asks it, and what acts on it. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    DeadLetterIndex deadLetterIndex(DeadLettersProperties properties, MeterRegistry meters) {
        DeadLetterIndex index = new DeadLetterIndex(properties.kept());
        Gauge.builder(
                        "millrace.dead.letters.open",
                        index,
                        known -> known.letters().open())
                .description("Dead letters that nobody has decided about; every gateway knows of all")
                .register(meters);
        return index;
    }

    /** One thread: the index relies on it. */
    @Bean(destroyMethod = "dispose")
    Scheduler deadLetterThread() {
        return Schedulers.newSingle("dead-letters", true);
    }

    @Bean
    DeadLetterFeed deadLetterFeed(ParkedRecords records, Scheduler deadLetterThread, DeadLetterIndex index) {
        return new DeadLetterFeed(records, deadLetterThread, index);
    }

    @Bean
    Pipeline deadLetterActions(
            Pipelines pipelines, ParkedRecords records, DeadLetterIndex index, Publisher publisher, Clock clock) {
        var replaying = new Replaying(records, index, clock);
        var actions = new DeadLetterActions(replaying, new BulkReplaying(index, replaying, publisher, clock));
        return pipelines.events(DeadLetterActions.GROUP, Set.of(Topic.DEAD_LETTERS_ACTED), actions);
    }

    @Bean
    LookingAtLetters lookingAtLetters(DeadLetterIndex index, ParkedRecords records) {
        return new LookingAtLetters(index, records);
    }

    @Bean
    SettlingLetters settlingLetters(Bodies bodies, DeadLetterIndex index, EventLog log, Clock clock) {
        return new SettlingLetters(bodies, index, log, clock);
    }

    @Bean
    StartingBulkReplays startingBulkReplays(
            Bodies bodies, DeadLetterIndex index, EventLog log, Clock clock, DeadLettersProperties properties) {
        return new StartingBulkReplays(bodies, index, log, clock, properties);
    }
}
