package io.millrace.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One JSON object, read token by token and by the letter: nothing is coerced, nothing is guessed, and reading goes on behind a wrong field so
 * that all of them are named. There is no tree and no reflection; an order costs little more than its tokens.
 *
 * <p>A path is put together only for a field that is wrong.
 */
final class StrictJson implements AutoCloseable {

    /** Enough to put things right; the rest would only repeat itself. */
    static final int MAX_ERRORS = 50;

    private static final int MAX_ECHO = 64;
    private static final int LONGEST_LONG = 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(1000)
                    .build())
            // Parsers are opened and closed within one call, so that a thread's own buffers are never held by two.
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            // Names come from outside: they are compared, not interned.
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private final JsonParser parser;
    private @Nullable List<FieldError> errors;
    private String parent = "";
    private int index = -1;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the members of one object; answers null when the value could not be made, and has then said why. */
    interface Shape<T> {
        @Nullable
        T read(StrictJson in);
    }

    static <T> Reading<T> read(byte[] bytes, int offset, int length, Shape<T> shape) {
        String objection = Utf8.objection(bytes, offset, length);
        if (objection != null) {
            return refused("", objection);
        }
        try (StrictJson in = new StrictJson(JSON.createParser(ObjectReadContext.empty(), bytes, offset, length))) {
            return in.whole(shape);
        }
    }

    private <T> Reading<T> whole(Shape<T> shape) {
        try {
            return object(shape);
        } catch (UnexpectedEndOfInputException truncated) {
            return broken("ends in the middle");
        } catch (StreamConstraintsException excess) {
            return broken("is nested too deeply, or holds a name or a number that is too long");
        } catch (JacksonException malformed) {
            TokenStreamLocation where = malformed.getLocation();
            return broken("is not JSON at line " + where.getLineNr() + ", column " + where.getColumnNr());
        }
    }

    private <T> Reading<T> object(Shape<T> shape) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return refused("", "must not be empty");
        }
        if (first != JsonToken.START_OBJECT) {
            return refused("", "must be a JSON object");
        }
        T value = shape.read(this);
        if (parser.nextToken() != null) {
            wrong(null, "must be one JSON object with nothing behind it");
        }
        return errors == null && value != null ? new Reading.Read<>(value) : new Reading.Refused<>(errors());
    }

    private <T> Reading<T> broken(String message) {
        parent = "";
        index = -1;
        wrong(null, message);
        return new Reading.Refused<>(errors());
    }

    /** Steps to the next member of the object at hand and onto its value; null at the end of the object. */
    @Nullable
    String nextMember() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** Steps to the next element of the array at hand; false at its end. */
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Whether an object begins here; if not, what is here is stepped over. */
    boolean atObject() {
        return at(JsonToken.START_OBJECT);
    }

    /** Whether an array begins here; if not, what is here is stepped over. */
    boolean atArray() {
        return at(JsonToken.START_ARRAY);
    }

    private boolean at(JsonToken token) {
        if (parser.currentToken() == token) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** The string at hand; null for anything else, which is stepped over. */
    @Nullable
    String string() {
        return at(JsonToken.VALUE_STRING) ? parser.getString() : null;
    }

    /** Whether a whole number from {@code min} to {@code max} is at hand, to be had with {@link #number()}; anything else is stepped over. */
    boolean wholeNumber(long min, long max) {
        if (!at(JsonToken.VALUE_NUMBER_INT) || parser.getStringLength() > LONGEST_LONG) {
            return false;
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return false;
        }
        long value = parser.getLongValue();
        return value >= min && value <= max;
    }

    long number() {
        return parser.getLongValue();
    }

    void unknown(String member) {
        parser.skipChildren();
        wrong(member.length() <= MAX_ECHO ? member : member.substring(0, MAX_ECHO) + "…", "is not known");
    }

    void twice(String member) {
        wrong(member, "is given twice");
    }

    /** What follows is about element {@code index} of the array {@code parent}, until {@link #leave}. */
    void enter(String parent, int index) {
        this.parent = parent;
        this.index = index;
    }

    void leave() {
        parent = "";
        index = -1;
    }

    /** Something is wrong with a member, or, without one, with what is being read as a whole. */
    void wrong(@Nullable String member, String message) {
        if (errors == null) {
            errors = new ArrayList<>(4);
        }
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(path(member), message));
        }
    }

    private String path(@Nullable String member) {
        String owner = index < 0 ? "" : parent + "[" + index + "]";
        if (member == null) {
            return owner;
        }
        return owner.isEmpty() ? member : owner + "." + member;
    }

    private List<FieldError> errors() {
        return errors == null ? List.of() : List.copyOf(errors);
    }

    private static <T> Reading<T> refused(String field, String message) {
        return new Reading.Refused<>(List.of(new FieldError(field, message)));
    }

    @Override
    public void close() {
        parser.close();
    }
}
