/** The ways to PostgreSQL: addresses, clients and what their failures mean. Knows no feature. */
package org.kennwilliamson.roster.platform.database;
