/** Texts and identifiers in the forms that standards give them. */
package org.kennwilliamson.roster.platform.text;
