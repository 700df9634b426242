package io.millrace.gateway.netty;

import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemJson;
import io.millrace.gateway.http.RequestTrace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives errors that leave without a body the body of a problem. Those are the answers to what is not HTTP, is too long, or has a URI that is
 * none: the server refuses it with a bare status before any of our code sees it. Sits right behind the codec and sees every answer last.
 *
 * <p>Also answers a client that ends its half of the connection in the middle of a body, which would otherwise be cut off without a word.
 * Once such a client is answered, or when it owes us nothing, the connection is closed, as it is by default.
 *
 * <p>One for each connection; called by its event loop only.
 */
final class BareErrors extends ChannelDuplexHandler {

    private final Clock clock;
    /** Requests that have no complete answer yet, oldest first: more than one when a client pipelines. */
    private final Deque<HttpRequest> unanswered = new ArrayDeque<>(2);

    private boolean inBody;
    private boolean answering;
    /** The client speaks no version of ours; nothing more of it is read. */
    private boolean refused;
    /** Between an answer put in the place of another, and the end of that other. */
    private boolean replacing;

    BareErrors(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered.addLast(request);
            inBody = true;
            if (!isSpoken(request)) {
                refused = true;
                ReferenceCountUtil.release(message);
                context.writeAndFlush(problem(Problem.badRequest("This is spoken to in HTTP/1.1 or HTTP/1.0.")))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            endOfInput(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void endOfInput(ChannelHandlerContext context) {
        if (inBody && !answering && unanswered.size() == 1) {
            context.writeAndFlush(problem(Problem.badRequest("The connection ended in the middle of the body.")))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (replacing) {
            drop(message, promise);
        } else if (message instanceof HttpResponse response && isBareError(response)) {
            replacing = !(response instanceof FullHttpResponse);
            context.write(inPlaceOf(response), promise);
            unanswered.pollFirst();
        } else {
            note(message);
            context.write(message, promise);
        }
    }

    private void note(Object message) {
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            answering = true;
        }
        if (message instanceof LastHttpContent && answering) {
            answering = false;
            unanswered.pollFirst();
        }
    }

    private void drop(Object message, ChannelPromise promise) {
        replacing = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
        promise.setSuccess();
    }

    /** The codec takes any version, and the server would answer in it; what cannot be read at all is told apart further on. */
    private static boolean isSpoken(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return request.decoderResult().isFailure() || version.majorVersion() == 1 && version.minorVersion() <= 1;
    }

    private static boolean isBareError(HttpResponse response) {
        return response.status().code() >= 400
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                && !(response instanceof FullHttpResponse full && full.content().isReadable());
    }

    private FullHttpResponse inPlaceOf(HttpResponse bare) {
        FullHttpResponse answer = problem(Problem.ofStatus(bare.status().code()));
        String connection = bare.headers().get(HttpHeaderNames.CONNECTION);
        if (connection != null) {
            answer.headers().set(HttpHeaderNames.CONNECTION, connection);
        }
        ReferenceCountUtil.release(bare);
        return answer;
    }

    private FullHttpResponse problem(Problem problem) {
        HttpRequest request = unanswered.peekFirst();
        String correlationId = correlationId(request);
        byte[] body = ProblemJson.write(problem, path(request), correlationId);
        var status = HttpResponseStatus.valueOf(problem.status());
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        HttpHeaders headers = answer.headers();
        problem.headers().forEach(headers::set);
        headers.set(HttpHeaderNames.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(RequestTrace.CORRELATION_ID, correlationId)
                .set(RequestTrace.TRACEPARENT, RequestTrace.newTraceparent());
        return answer;
    }

    private String correlationId(@Nullable HttpRequest request) {
        String given = request == null ? null : request.headers().get(RequestTrace.CORRELATION_ID);
        return given != null && RequestTrace.isCorrelationId(given) ? given : RequestTrace.newCorrelationId(clock);
    }

    /** Where the request wanted to go, if that much of it was legible. */
    private static String path(@Nullable HttpRequest request) {
        if (request == null || request.decoderResult().isFailure()) {
            return "/";
        }
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
