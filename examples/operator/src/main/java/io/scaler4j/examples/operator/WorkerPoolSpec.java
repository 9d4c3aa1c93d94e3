package io.scaler4j.examples.operator;

/**
 * What a WorkerPool asks for.
 *
 * @param image of the workers
 * @param queue that they work off
 * @param messagesPerWorker that one worker should have waiting, at least 1
 * @param maxWorkers at least 1
 */
public record WorkerPoolSpec(String image, String queue, int messagesPerWorker, int maxWorkers) {}
