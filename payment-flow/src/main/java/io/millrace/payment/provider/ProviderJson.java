package io.millrace.payment.provider;

import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** What is said to the provider and what it says, byte by byte, without a tree. */
final class ProviderJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 128;

    private ProviderJson() {}

    static byte[] write(Step.Call call) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(USUAL_SIZE);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("orderId", call.orderId().toString());
            if (call instanceof Step.Authorize authorize) {
                json.writeNumberProperty("amountCents", authorize.charge().amountCents());
                json.writeStringProperty("currency", authorize.charge().currency());
            }
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        }
    }

    /** @throws ProviderError when the bytes are no answer to this call */
    static Answer read(Step.Call call, byte[] bytes) {
        String id = null;
        String status = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unintelligible(call, "it is no object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "id" -> id = value == JsonToken.VALUE_STRING ? json.getString() : null;
                    case "status" -> status = value == JsonToken.VALUE_STRING ? json.getString() : null;
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            throw unintelligible(call, malformed.getOriginalMessage());
        }
        return answer(call, status, id);
    }

    private static Answer answer(Step.Call call, @Nullable String status, @Nullable String id) {
        Answer answer = switch (call) {
            case Step.Authorize authorize -> authorization(status, id);
            case Step.Capture capture -> "CAPTURED".equals(status) ? new Answer.Captured() : null;
            case Step.Void voiding -> "VOIDED".equals(status) ? new Answer.Voided() : null;
        };
        if (answer == null) {
            throw unintelligible(call, "id " + id + ", status " + status);
        }
        return answer;
    }

    private static @Nullable Answer authorization(@Nullable String status, @Nullable String id) {
        if ("DECLINED".equals(status)) {
            return new Answer.Declined();
        }
        return "APPROVED".equals(status) && id != null ? new Answer.Approved(id) : null;
    }

    private static ProviderError unintelligible(Step.Call call, String why) {
        return new ProviderError(
                "the payment provider's answer to " + call.idempotencyKey() + " is not understood: " + why);
    }
}
