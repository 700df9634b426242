package io.millrace.bench.reference;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes orders as the gateway does, and forgets them: what Spring WebFlux costs by itself, with what its starter brings. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareEndpoint {

    /** Prints the port that it listens on, for whoever started it. */
    public static void main(String... arguments) {
        System.out.println(start().getEnvironment().getProperty("local.server.port"));
    }

    static ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(BareEndpoint.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "error"));
        return application.run();
    }

    @Bean
    RouterFunction<ServerResponse> orders() {
        return route().POST("/orders", BareEndpoint::place).build();
    }

    private static Mono<ServerResponse> place(ServerRequest request) {
        return request.bodyToMono(BareOrder.class)
                .flatMap(order -> order.isGood()
                        ? accepted(order)
                        : ServerResponse.badRequest().build());
    }

    private static Mono<ServerResponse> accepted(BareOrder order) {
        String id = UUID.randomUUID().toString();
        return ServerResponse.accepted()
                .location(URI.create("/orders/" + id))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(new BareOrder.Receipt(id, "ACCEPTED", order.totalCents(), order.currency()));
    }
}
