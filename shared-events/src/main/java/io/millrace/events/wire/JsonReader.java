package io.millrace.events.wire;

import io.millrace.events.OrderId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object member by member, without a tree. Types are not coerced; members not asked for are skipped.
 *
 * <p>Used as {@code while ((name = in.nextMember()) != null) switch (name) …}, with {@link #skip()} for the rest.
 */
final class JsonReader implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private String member = "value";

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a whole value.
     *
     * @throws Undecodable when the bytes are not one JSON object of that shape
     */
    static <T> T read(byte[] json, Function<JsonReader, T> shape) {
        return readWhole(json, in -> in.object(shape));
    }

    /** Reads a whole value that is an array of objects; errors as in {@link #read}. */
    static <T> List<T> readArray(byte[] json, Function<JsonReader, T> element) {
        return readWhole(json, in -> in.array(element));
    }

    private static <T> T readWhole(byte[] json, Function<JsonReader, T> root) {
        try (JsonReader in = new JsonReader(JSON.createParser(ObjectReadContext.empty(), json))) {
            in.parser.nextToken();
            T value = root.apply(in);
            if (in.parser.nextToken() != null) {
                throw new Undecodable("there is text behind the JSON");
            }
            return value;
        } catch (JacksonException malformed) {
            // Jackson's own message repeats the token it stumbled over.
            TokenStreamLocation where = malformed.getLocation();
            throw new Undecodable(
                    where == null ? "not JSON within limits" : "not JSON, from byte " + where.getByteOffset() + " on",
                    malformed);
        }
    }

    /** Advances to the next member of the object at hand; null at its end. */
    @Nullable
    String nextMember() {
        String name = parser.nextName();
        if (name != null) {
            member = name;
            parser.nextToken();
            return name;
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new Undecodable("the JSON object has no end");
        }
        return null;
    }

    void skip() {
        parser.skipChildren();
    }

    @Nullable
    String string() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getString();
    }

    long integer() {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            return parser.getLongValue();
        } catch (InputCoercionException tooLarge) {
            throw outOfRange(tooLarge);
        }
    }

    int int32() {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            return parser.getIntValue();
        } catch (InputCoercionException tooLarge) {
            throw outOfRange(tooLarge);
        }
    }

    boolean bool() {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw mismatch("true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    @Nullable
    Instant instant() {
        String text = string();
        if (text == null) {
            return null;
        }
        try {
            return Times.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new Undecodable(member + " is not a time in ISO 8601", malformed);
        }
    }

    @Nullable
    OrderId orderId() {
        String text = string();
        return text == null ? null : OrderId.parse(text);
    }

    <E extends Enum<E>> @Nullable E constant(Class<E> type) {
        String text = string();
        if (text == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException unknown) {
            throw new Undecodable(member + " is none of the values known here", unknown);
        }
    }

    <T> T object(Function<JsonReader, T> shape) {
        expect(JsonToken.START_OBJECT, "an object");
        return shape.apply(this);
    }

    <T> @Nullable T optionalObject(Function<JsonReader, T> shape) {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : object(shape);
    }

    <T> List<T> array(Function<JsonReader, T> element) {
        expect(JsonToken.START_ARRAY, "an array");
        String name = member;
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(object(element));
            member = name;
        }
        return elements;
    }

    List<Long> integers() {
        expect(JsonToken.START_ARRAY, "an array");
        List<Long> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(integer());
        }
        return elements;
    }

    /** The value of a member that must be there. */
    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new Undecodable(name + " is missing");
        }
        return value;
    }

    @Override
    public void close() {
        parser.close();
    }

    private void expect(JsonToken expected, String words) {
        if (parser.currentToken() != expected) {
            throw mismatch(words);
        }
    }

    private Undecodable outOfRange(InputCoercionException tooLarge) {
        return new Undecodable(member + " is out of range", tooLarge);
    }

    private Undecodable mismatch(String words) {
        return new Undecodable(member + " must be " + words);
    }
}
