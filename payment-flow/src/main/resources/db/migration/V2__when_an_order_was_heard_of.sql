-- How long a payment has been open: the reconciler asks what became of an order that nobody tells the end of. The database's own clock will do.
alter table payments add column heard_at timestamptz not null default now();

-- What is open, and small whatever the size of the table. The end of an order now touches the indexes, once; the other changes still do not.
create index payments_open on payments (heard_at, order_id) where ending is null;
