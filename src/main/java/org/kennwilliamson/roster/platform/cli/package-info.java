/** What all commands have in common: how they read settings, fail, and tell which Roster they are. */
package org.kennwilliamson.roster.platform.cli;
