package io.millrace.gateway.http;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the description of everything that is served. It is written by hand, and the tests hold every answer they get against it. */
@Configuration(proxyBeanMethods = false)
class OpenApi {

    static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @Bean
    RouterFunction<ServerResponse> openApiOut(@Value("classpath:openapi.yaml") Resource document) throws IOException {
        byte[] yaml = document.getContentAsByteArray();
        return route(GET("/openapi.yaml"), request -> Answers.bytes(ServerResponse.ok(), YAML, yaml));
    }
}
