package io.millrace.logging;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Keeps customers out of the log. We write none into it; but the framework names the whole address of a request that failed, in its message and between the
 * lines of the stack trace, and an address can ask for the orders of a customer.
 */
public final class WithoutCustomers implements StructuredLoggingJsonMembersCustomizer<Object> {

    private static final String PARAMETER = "customerId=";
    private static final Pattern VALUE = Pattern.compile(PARAMETER + "[^&\\s\"]*");

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, WithoutCustomers::mask));
    }

    private static @Nullable String mask(@Nullable String text) {
        return text != null && text.contains(PARAMETER) ? VALUE.matcher(text).replaceAll(PARAMETER + "***") : text;
    }
}
