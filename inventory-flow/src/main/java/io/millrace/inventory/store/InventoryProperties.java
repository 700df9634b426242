package io.millrace.inventory.store;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param seed whether a database gets the stock of the local system; false for one that holds real stock */
@ConfigurationProperties("millrace.inventory")
record InventoryProperties(boolean seed) {}
