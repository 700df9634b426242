package io.millrace.payment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Authorizes each order as it is created; captures or voids it as it ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PaymentFlowApplication {

    public static void main(String[] args) {
        SpringApplication.run(PaymentFlowApplication.class, args);
    }
}
