package io.millrace.gateway.orders;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemJson;
import io.millrace.gateway.intake.OrderDraft;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** The receipts for orders. Good ones hold nothing that would need escaping, so they are put together as text. */
final class OrderJson {

    private static final JsonFactory JSON = new JsonFactory();

    private OrderJson() {}

    static byte[] accepted(OrderId id, OrderDraft draft) {
        return ascii("{\"orderId\":\"" + id + "\",\"status\":\"ACCEPTED\",\"totalCents\":" + draft.totalCents()
                + ",\"currency\":\"" + draft.currency() + "\"}");
    }

    static byte[] cancellationRequested(OrderId id) {
        return ascii("{\"orderId\":\"" + id + "\",\"status\":\"CANCELLATION_REQUESTED\"}");
    }

    /** The answer to one line of a stream, with its newline. */
    static byte[] acceptedLine(long line, OrderId id) {
        return ascii("{\"line\":" + line + ",\"orderId\":\"" + id + "\",\"status\":\"ACCEPTED\"}\n");
    }

    /** The same for a line that came to nothing. */
    static byte[] refusedLine(long line, Problem problem, String instance, TraceContext context) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(512);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("line", line);
            json.writeName("error");
            ProblemJson.write(json, problem, instance, context.correlationId());
            json.writeEndObject();
            json.flush();
            out.append('\n');
            return out.toByteArray();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
