package io.millrace.gateway.http;

/** Text that is safe to repeat in a header, a log line or a record: no spaces, no control characters, nothing beyond ASCII. */
final class VisibleAscii {

    private VisibleAscii() {}

    /** Whether {@code text} has 1 to {@code maxLength} characters from {@code !} to {@code ~}. */
    static boolean isText(String text, int maxLength) {
        int length = text.length();
        if (length == 0 || length > maxLength) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
