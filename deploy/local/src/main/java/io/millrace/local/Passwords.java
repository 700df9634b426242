package io.millrace.local;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL's passwords: made up once for a run directory, so that data kept from the last run can be opened. */
final class Passwords {

    private Passwords() {}

    static Map<String, String> of(RunDirectory directory, List<String> roles) {
        var remembered = new Remembered(directory.file("passwords.json"));
        var passwords = new TreeMap<>(remembered.read());
        roles.forEach(role -> passwords.computeIfAbsent(role, unknown -> madeUp()));
        if (!passwords.equals(remembered.read())) {
            remembered.write(passwords);
        }
        return passwords;
    }

    private static String madeUp() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
