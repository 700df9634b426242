package io.millrace.inventory.store;

import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the stock at a fresh start to the schema, where it is asked for. */
@Configuration(proxyBeanMethods = false)
class SeedConfiguration {

    private static final String SCHEMA = "classpath:db/migration";
    private static final String SEED = "classpath:db/seed";

    /** A seed that was planted once may be switched off later; without the pattern Flyway would miss its file and refuse to start. */
    @Bean
    FlywayConfigurationCustomizer seed(InventoryProperties properties) {
        return flyway -> {
            if (properties.seed()) {
                flyway.locations(SCHEMA, SEED);
            } else {
                flyway.locations(SCHEMA).ignoreMigrationPatterns("*:future", "repeatable:missing");
            }
        };
    }
}
