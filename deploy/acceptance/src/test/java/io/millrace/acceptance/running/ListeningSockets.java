package io.millrace.acceptance.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses that a process listens on, as the kernel knows them. */
public final class ListeningSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    /** The state of a socket that listens, in those tables. */
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    public static boolean canBeSeen() {
        return Files.isReadable(TABLES.getFirst());
    }

    /** In the kernel's notation: words of four bytes, each in hexadecimal and in the machine's own byte order. */
    public static List<String> of(Part part) throws IOException {
        Set<String> own = inodes(part.pid());
        List<String> addresses = new ArrayList<>();
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                Files.readAllLines(table).stream()
                        .map(line -> line.trim().split("\\s+"))
                        .filter(row -> row.length > 9 && row[3].equals(LISTEN) && own.contains(row[9]))
                        .forEach(row -> addresses.add(row[1]));
            }
        }
        return addresses;
    }

    /** 127.0.0.1, as itself or within IPv6, or ::1. */
    public static boolean isLoopback(String address) {
        return address.matches("0100007F:.*|0{16}FFFF00000100007F:.*|0{24}01000000:.*");
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    Matcher socket =
                            SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
                    if (socket.matches()) {
                        inodes.add(socket.group(1));
                    }
                }
            }
        }
        return inodes;
    }
}
