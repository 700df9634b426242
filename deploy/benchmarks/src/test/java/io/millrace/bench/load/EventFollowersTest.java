package io.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFollowersTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 2000\n\n";

    private final ServerSocket server = listen();
    private final AtomicInteger settled = new AtomicInteger();

    @AfterEach
    void stopServing() throws IOException {
        server.close();
    }

    @Test
    void hearsOnceOfTheSettlingHoweverItIsCutToPieces() throws Exception {
        try (EventFollowers followers = followingAServerThatSays(
                HEAD,
                "data: {\"settledAt\":null}\n\n",
                "data: {\"settle",
                "dAt\":\"2026\"}\n\n",
                "data: {\"settledAt\":\"2026\"}\n\n")) {
            followers.awaitEnd();
            assertThat(followers.greeted()).isEqualTo(1);
        }
        assertThat(settled).hasValue(1);
    }

    @Test
    void isDisappointedByAStreamThatEndsBefore() throws Exception {
        try (EventFollowers followers = followingAServerThatSays(HEAD, "data: {\"settledAt\":null}\n\n")) {
            assertThatThrownBy(followers::awaitEnd).hasMessageContaining("1 have ended");
        }
        assertThat(settled).hasValue(0);
    }

    private EventFollowers followingAServerThatSays(String... pieces) throws IOException {
        Thread.ofVirtual().start(() -> say(pieces));
        EventFollowers followers =
                new EventFollowers(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        followers.follow(UUID.randomUUID(), at -> settled.incrementAndGet());
        return followers;
    }

    private void say(String... pieces) {
        try (Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            client.setTcpNoDelay(true);
            client.getInputStream().read(new byte[1_000]);
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
