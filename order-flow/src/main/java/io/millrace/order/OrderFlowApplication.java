package io.millrace.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that decides what becomes of each order. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OrderFlowApplication {

    /** Who publishes, as CloudEvents name it. */
    public static final String SOURCE = "/millrace/order-flow";

    public static void main(String[] args) {
        SpringApplication.run(OrderFlowApplication.class, args);
    }
}
