package io.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private static final String ORDER = "01a1fcd1-2253-73b3-a000-fe0442511966";

    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nX-Correlation-Id: 1\r\nLocation: /orders/" + ORDER
            + "\r\ncontent-length: 4\r\n\r\n{..}";

    @Test
    void namesTheOrderThatWasAccepted() {
        assertThat(read(ACCEPTED)).isEqualTo(new Reply(202, UUID.fromString(ORDER)));
    }

    @Test
    void waitsForTheLastByte() {
        for (int length = 0; length < ACCEPTED.length(); length++) {
            assertThat(read(ACCEPTED.substring(0, length)))
                    .as("of %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void tellsARefusal() {
        assertThat(read("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(new Reply(503, null));
    }

    private static @Nullable Reply read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Reply.read(bytes, bytes.length);
    }
}
