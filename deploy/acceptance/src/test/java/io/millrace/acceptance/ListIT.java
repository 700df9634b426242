package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders by the page. */
@Acceptance
class ListIT {

    private final Millrace millrace;
    private final Orders orders;

    ListIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void turnsThePagesOfACustomersOrdersNewestFirst() {
        OrderDraft draft = anOrder().of(1, millrace.inventory().anArticle());
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(orders.settle(draft).orderId());
        }
        Collections.reverse(newestFirst);

        String query = "customerId=" + draft.customerId() + "&limit=2";
        List<Integer> sizes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Page page = orders.list(query);
        while (true) {
            sizes.add(page.orders().size());
            found.addAll(page.ids());
            if (page.next() == null) {
                break;
            }
            page = orders.list(query + "&after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8));
        }
        assertThat(found).isEqualTo(newestFirst);
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void findsOrdersByTheirStatus() {
        OrderDraft draft = anOrder();
        String sku = millrace.inventory().anArticle();
        OrderView confirmed = orders.settle(draft.of(1, sku));
        OrderView declined = orders.settle(draft.unpayable(sku));

        String query = "customerId=" + draft.customerId() + "&status=";
        assertThat(orders.list(query + "CONFIRMED").orders()).containsExactly(confirmed);
        assertThat(orders.list(query + "CANCELLED").orders()).containsExactly(declined);
        assertThat(orders.list(query + "ACCEPTED").orders()).isEmpty();
    }

    @Test
    void listsNothingOfACustomerWhoNeverOrdered() {
        Page page = orders.list("customerId=" + anOrder().customerId());
        assertThat(page).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void listsTheOrdersOfAllCustomersToo() {
        OrderView newest = orders.settle(anOrder().of(1, millrace.inventory().anArticle()));
        assertThat(orders.list("limit=5").ids()).contains(newest.orderId()).hasSizeLessThanOrEqualTo(5);
    }
}
