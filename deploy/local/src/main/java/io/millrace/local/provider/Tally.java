package io.millrace.local.provider;

/** The columns of the ledger. An authorization counts in one of the first two, by its amount. */
enum Tally {
    AUTHORIZATIONS(Effect.APPROVED),
    DECLINED(Effect.DECLINED),
    CAPTURES(Effect.CAPTURED),
    VOIDS(Effect.VOIDED);

    private final Effect effect;

    Tally(Effect effect) {
        this.effect = effect;
    }

    Effect effect() {
        return effect;
    }

    static Tally of(Effect effect) {
        return switch (effect) {
            case APPROVED -> AUTHORIZATIONS;
            case DECLINED -> DECLINED;
            case CAPTURED -> CAPTURES;
            case VOIDED -> VOIDS;
        };
    }
}
