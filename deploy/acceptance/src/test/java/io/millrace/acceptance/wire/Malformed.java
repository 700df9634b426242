package io.millrace.acceptance.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that must be refused.
 *
 * @param statuses any of which is proper
 * @param field a field that the refusal has to name
 * @param half whether the client hangs up within it, so that there may be nobody left to answer
 */
public record Malformed(
        String name,
        byte[] bytes,
        List<Integer> statuses,
        @Nullable String field,
        boolean half) {

    private static final String JSON = "Content-Type: application/json";

    public static Malformed request(String name, String requestLine, int... statuses) {
        return request(name, requestLine, List.of(), "", statuses);
    }

    public static Malformed request(
            String name, String requestLine, List<String> headers, String body, int... statuses) {
        StringBuilder request = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0) {
            request.append("Content-Length: ").append(content.length).append("\r\n");
        }
        return raw(name, request.append("\r\n").append(body).toString(), statuses);
    }

    public static Malformed order(String name, String body, int... statuses) {
        return request(name, "POST /orders", List.of(JSON), body, statuses.length == 0 ? new int[] {400} : statuses);
    }

    public static Malformed orderWith(String header, String body, int... statuses) {
        return request("header " + shortened(header), "POST /orders", List.of(JSON, header), body, statuses);
    }

    public static Malformed raw(String name, String request, int... statuses) {
        return new Malformed(
                name,
                request.getBytes(StandardCharsets.UTF_8),
                Arrays.stream(statuses).boxed().toList(),
                null,
                false);
    }

    public Malformed naming(String refused) {
        return new Malformed(name, bytes, statuses, refused, half);
    }

    public Malformed cutShort(int missing) {
        return new Malformed(name, Arrays.copyOf(bytes, bytes.length - missing), statuses, field, true);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "… (" + text.length() + ")" : text;
    }
}
