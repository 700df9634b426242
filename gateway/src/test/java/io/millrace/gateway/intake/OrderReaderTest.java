package io.millrace.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import io.millrace.gateway.fixture.Orders;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderReaderTest {

    @Test
    void readsAnOrderAndSumsItUp() {
        String json = Orders.withItems("""
                [ {"unitPriceCents":0,"sku":"A.b_c-1","quantity":10000},
                  {"sku":"B","quantity":3,"unitPriceCents":100000000} ]""");

        assertThat(good(json))
                .isEqualTo(new OrderDraft(
                        "c-1",
                        "EUR",
                        List.of(
                                new OrderLine(new Sku("A.b_c-1"), 10_000, 0),
                                new OrderLine(new Sku("B"), 3, 100_000_000)),
                        300_000_000));
    }

    @Test
    void readsAHundredOfTheDearestItems() {
        String item = "{\"sku\":\"A\",\"quantity\":10000,\"unitPriceCents\":100000000}";
        String json = Orders.withItems("[" + String.join(",", Collections.nCopies(100, item)) + "]");

        assertThat(good(json).totalCents()).isEqualTo(100_000_000_000_000L);
    }

    @Test
    void readsAPartOfAnArrayAndLooksNoFurther() {
        byte[] bytes = ("}}" + Orders.GOOD + "{{").getBytes(UTF_8);

        assertThat(OrderReader.read(bytes, 2, bytes.length - 4)).isInstanceOf(Reading.Read.class);
    }

    @Test
    void takesEscapesForWhatTheyStandFor() {
        assertThat(good(Orders.from("\"c\\u002d1\"")).customerId()).isEqualTo("c-1");
        assertThat(good(Orders.GOOD.replace("customerId", "customer\\u0049d")).customerId())
                .isEqualTo("c-1");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        String json = """
                {"currency":"euro","extra":1,"items":[{"sku":"ok","quantity":0},{"sku":"","quantity":1,"unitPriceCents":-1}]}""";

        assertThat(errors(json))
                .extracting(FieldError::field)
                .containsExactly(
                        "currency",
                        "extra",
                        "items[0].quantity",
                        "items[0].unitPriceCents",
                        "items[1].sku",
                        "items[1].unitPriceCents",
                        "customerId");
    }

    @Test
    void saysWhatIsWrongBeforeTheTextBreaksOff() {
        assertThat(errors("{\"customerId\":7,\"currency\":"))
                .extracting(FieldError::field, FieldError::message)
                .contains(tuple("", "ends in the middle"))
                .hasSize(2);
    }

    @Test
    void saysWhereTextIsNoJson() {
        assertThat(errors("{\n  \"customerId\" 7}"))
                .containsExactly(new FieldError("", "is not JSON at line 2, column 16"));
    }

    @Test
    void stopsCountingErrorsAtFifty() {
        String json = Orders.withItems("[" + String.join(",", Collections.nCopies(90, "{}")) + "]");

        assertThat(errors(json)).hasSize(50);
    }

    @Test
    void doesNotRepeatEndlessNames() {
        assertThat(errors(Orders.GOOD.replace("{\"customerId\"", "{\"" + "n".repeat(5000) + "\":1,\"customerId\""))
                        .getFirst()
                        .field())
                .hasSize(65);
    }

    private static OrderDraft good(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return switch (OrderReader.read(bytes, 0, bytes.length)) {
            case Reading.Read<OrderDraft> good -> good.value();
            case Reading.Refused<OrderDraft> bad -> throw new AssertionError(bad.errors());
        };
    }

    private static List<FieldError> errors(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return switch (OrderReader.read(bytes, 0, bytes.length)) {
            case Reading.Read<OrderDraft> good -> throw new AssertionError("taken: " + good.value());
            case Reading.Refused<OrderDraft> bad -> bad.errors();
        };
    }
}
