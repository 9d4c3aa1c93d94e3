/**
 * Parts for sources that read over a network. Decisions do not use them.
 *
 * <ul>
 *   <li>{@link io.scaler4j.connect.QueryBatcher} sends the queries of many scalers in one request;
 *   <li>{@link io.scaler4j.connect.Lease} shares a connection between several users, and
 *       {@link io.scaler4j.connect.SharedConnections} finds the connection with equal settings;
 *   <li>{@link io.scaler4j.connect.Tls} encrypts a connection;
 *   <li>{@link io.scaler4j.connect.Secrets} keeps passwords out of every text, and {@link io.scaler4j.connect.Renewal}
 *       asks for new ones once, after the server refused the old ones;
 *   <li>{@link io.scaler4j.connect.TimeLimit} ends a request a little before its caller's deadline, and
 *       {@link io.scaler4j.connect.FailureTable} says what an exception means.
 * </ul>
 */
@NullMarked
package io.scaler4j.connect;

import org.jspecify.annotations.NullMarked;
