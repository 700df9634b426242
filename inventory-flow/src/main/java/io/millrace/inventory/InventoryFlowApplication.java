package io.millrace.inventory;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The service that sets stock aside for orders. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class InventoryFlowApplication {

    public static void main(String[] args) {
        SpringApplication.run(InventoryFlowApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
