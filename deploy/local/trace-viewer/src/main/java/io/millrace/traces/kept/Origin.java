package io.millrace.traces.kept;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** Where a span comes from: the process, and the library in it. Kept as bytes, which are a fraction of the messages' size. */
public record Origin(String service, ByteString resourceBytes, ByteString scopeBytes) {

    /** As Jaeger and the collector call who does not say. */
    private static final String UNNAMED = "unknown_service";

    private static final String SERVICE_NAME = "service.name";

    public static Origin of(Resource resource, InstrumentationScope scope) {
        String service = resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(SERVICE_NAME))
                .map(attribute -> attribute.getValue().getStringValue())
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(UNNAMED);
        return new Origin(service, resource.toByteString(), scope.toByteString());
    }

    /** What is known of the process besides its name. */
    public List<KeyValue> attributes() {
        return resource().getAttributesList().stream()
                .filter(attribute -> !attribute.getKey().equals(SERVICE_NAME))
                .toList();
    }

    public InstrumentationScope scope() {
        try {
            return InstrumentationScope.parseFrom(scopeBytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("was written by ourselves", e);
        }
    }

    int bytes() {
        return resourceBytes.size() + scopeBytes.size();
    }

    private Resource resource() {
        try {
            return Resource.parseFrom(resourceBytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("was written by ourselves", e);
        }
    }
}
