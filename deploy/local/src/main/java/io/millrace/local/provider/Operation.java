package io.millrace.local.provider;

/** What a merchant can ask for. */
enum Operation {
    AUTHORIZATION("/authorizations"),
    CAPTURE("/captures"),
    VOID("/voids");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
