-- One row an order: every fact is a column that is set once, and the outcome is kept beside them.
-- A fact can come before the order itself: then the columns of the placement are still null, and no query shows the row.
CREATE TABLE orders (
    order_id       uuid PRIMARY KEY,
    revision       integer     NOT NULL, -- grows with every write; a write that does not follow on the revision it read does nothing
    -- orders.created
    customer_id    text COLLATE "C",
    currency       text,
    items          json,                 -- as it stands in events; json keeps the text as it came, where jsonb would take it apart and sort it
    total_cents    bigint,
    placed_at      timestamptz,
    correlation_id text,
    traceparent    text,
    -- payments.completed: APPROVED, or why not
    payment        text,
    -- inventory.reserved: RESERVED, or why not
    inventory      text,
    -- orders.cancellation-requested: why
    cancellation   text,
    -- what follows from the facts
    status         text,
    reason         text,
    settled_at     timestamptz,
    updated_at     timestamptz NOT NULL,

    -- Not the status too: the row that is offered for an update has one, and leaves out the placement that is stored already.
    CONSTRAINT placed_as_a_whole CHECK (
        num_nulls(customer_id, currency, items, total_cents, placed_at, correlation_id) IN (0, 6)
    ),
    CONSTRAINT settled_when_it_says_so CHECK (
        (status <> 'ACCEPTED') = (settled_at IS NOT NULL) AND (status = 'CANCELLED') = (reason IS NOT NULL)
    )
) WITH (
    -- Each row is written again within a second or two. Half a page free is room for that next to it, without touching an index (HOT);
    -- with less, the new versions go to pages of their own and the table ends up no smaller.
    fillfactor = 50,
    -- Rows are written twice or thrice in their first second and then rest: clean by what was written, not by a fifth of all that was ever stored.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02
);

-- Listing, newest first; the id breaks ties, so that a page can go on exactly behind the last order of the one before.
CREATE INDEX orders_newest ON orders (placed_at DESC, order_id DESC) WHERE placed_at IS NOT NULL;
CREATE INDEX orders_newest_of_customer ON orders (customer_id, placed_at DESC, order_id DESC) WHERE placed_at IS NOT NULL;

-- The orders still open: small whatever the size of the table. For the search for late ones, and for listing what is open.
CREATE INDEX orders_open ON orders (placed_at DESC, order_id DESC) WHERE status = 'ACCEPTED';
