package io.millrace.gateway.netty;

import io.netty.channel.ChannelOption;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** Puts {@link BareErrors} into every connection. */
@Configuration(proxyBeanMethods = false)
class HttpServer {

    @Bean
    NettyServerCustomizer bareErrors(Clock clock) {
        return server -> server
                // Lets us hear of the end of input before the connection goes.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addBefore(NettyPipeline.HttpTrafficHandler, "millrace.bareErrors", new BareErrors(clock)));
    }
}
