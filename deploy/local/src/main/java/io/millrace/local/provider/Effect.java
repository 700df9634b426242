package io.millrace.local.provider;

/** What a call did to an order. Journals hold the order of these constants: new ones go to the end. */
enum Effect {
    APPROVED("authorization"),
    DECLINED("authorization"),
    CAPTURED("capture"),
    VOIDED("void");

    private static final Effect[] ALL = values();

    private final String idPrefix;

    Effect(String idPrefix) {
        this.idPrefix = idPrefix;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Never 0, which stands for nothing. */
    byte code() {
        return (byte) (ordinal() + 1);
    }

    static Effect ofCode(int code) {
        return ALL[code - 1];
    }

    /** Its bit in the set of all that has happened to an order. */
    int bit() {
        return 1 << ordinal();
    }

    boolean isIn(long bits) {
        return (bits & bit()) != 0;
    }
}
