-- One row an order. Each column but the key is null until it is known, and is set once; what follows from them is not kept but derived.
create table payments (
    order_id         uuid primary key,
    -- What the provider is asked for, written before it is asked: from then on only the provider knows what became of the call.
    amount_cents     bigint check (amount_cents >= 0),
    currency         text check (currency ~ '^[A-Z]{3}$'),
    authorized       boolean,
    authorization_id text,
    ending           text check (ending in ('CONFIRMED', 'CANCELLED')),
    captured_at      timestamptz,
    voided_at        timestamptz,
    -- Facts that contradict each other. The code sees to these. Should it ever not, better a parked event than a customer charged for a cancelled
    -- order. Null passes, since a row is also checked as it is proposed, before it is merged with the one that stands.
    constraint charge_is_whole check ((amount_cents is null) = (currency is null)),
    constraint captured_as_approved_and_confirmed check (captured_at is null or (authorized is not false and ending is distinct from 'CANCELLED')),
    constraint voided_as_approved_and_cancelled check (voided_at is null or (authorized is not false and ending is distinct from 'CONFIRMED')),
    constraint captured_or_voided check (captured_at is null or voided_at is null)
)
-- A row is written when the provider is asked and changed three times within seconds. With no further index and room on its page each change
-- stays there (a HOT update) and touches no index.
with (fillfactor = 50);
