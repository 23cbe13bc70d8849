/** Settings: the catalogue of variables, and their one reader. */
package org.kennwilliamson.roster.platform.config;
