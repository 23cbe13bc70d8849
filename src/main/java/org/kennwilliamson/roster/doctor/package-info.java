/** {@code roster doctor}: checks everything that an operator would. It depends on the features, and nothing depends on it. */
package org.kennwilliamson.roster.doctor;
