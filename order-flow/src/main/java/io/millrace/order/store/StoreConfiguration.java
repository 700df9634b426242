package io.millrace.order.store;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Reaches the database once its schema is up to date. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    /** SQL goes out as it is written, with PostgreSQL's own parameters: no statement is parsed for named ones. */
    @Bean
    @DependsOnDatabaseInitialization
    public DatabaseClient databaseClient(ConnectionFactory connections) {
        return DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }
}
