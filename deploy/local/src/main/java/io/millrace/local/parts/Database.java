package io.millrace.local.parts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database and the login role of the same name that owns it and may do nothing else: it cannot even connect to the others. */
public record Database(String name, String password) {

    public Database {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a name for a database: " + name);
        }
        if (!password.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("a password is letters and digits here");
        }
    }

    /** Makes what is not there yet. Needs a superuser's connection. */
    void createIn(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            if (!exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
                sql.execute("CREATE ROLE " + name);
            }
            sql.execute("ALTER ROLE " + name
                    + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '" + password
                    + "'");
            if (!exists(sql, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                sql.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
            sql.execute("REVOKE ALL ON DATABASE postgres, template1, " + name + " FROM PUBLIC");
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            return found.next();
        }
    }
}
