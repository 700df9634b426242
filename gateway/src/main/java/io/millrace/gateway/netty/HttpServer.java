package io.millrace.gateway.netty;

import io.netty.channel.ChannelOption;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** How connections are kept, beyond what configuration says. */
@Configuration(proxyBeanMethods = false)
class HttpServer {

    @Bean
    NettyServerCustomizer connections(Clock clock) {
        return server -> server
                // Lets us hear of the end of input before the connection goes.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // A stream may be silent for as long as it likes; this finds out whose client is gone without a word.
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addBefore(NettyPipeline.HttpTrafficHandler, "millrace.bareErrors", new BareErrors(clock)));
    }
}
