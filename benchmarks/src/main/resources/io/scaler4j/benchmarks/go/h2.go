package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"
)

// As much of HTTP/2 as a load generator needs, because the client of the standard library would take more processor
// time than the proxies. Header blocks are written without a dynamic table, and only the status is read of a block.
const (
	frameData         = 0
	frameHeaders      = 1
	frameReset        = 3
	frameSettings     = 4
	framePing         = 6
	frameGoAway       = 7
	frameWindowUpdate = 8

	flagEndStream  = 1
	flagAck        = 1
	flagEndHeaders = 4

	settingInitialWindow = 4
	largeWindow          = 1 << 30
	windowGrant          = 1 << 24

	indexedStatus200 = 0x88
)

type h2conn struct {
	conn    net.Conn
	reader  *bufio.Reader
	block   []byte
	next    uint32
	begun   map[uint32]time.Time
	granted int
	buffer  []byte
}

func h2(o options, _ int, begin time.Time, t *tally) error {
	conn, err := net.Dial("tcp", o.target)
	if err != nil {
		return err
	}
	defer conn.Close()
	end := begin.Add(o.length)
	conn.SetDeadline(end.Add(patience))
	c := &h2conn{
		conn:   conn,
		reader: bufio.NewReaderSize(conn, 256<<10),
		block:  requestBlock(o),
		next:   1,
		begun:  map[uint32]time.Time{},
		buffer: make([]byte, 1<<24),
	}
	if err := c.greet(); err != nil {
		return err
	}
	for range o.streams {
		if err := c.send(); err != nil {
			return err
		}
	}
	for len(c.begun) > 0 {
		ended, err := c.read(t)
		if err != nil {
			return err
		}
		if ended && time.Now().Before(end) {
			if err := c.send(); err != nil {
				return err
			}
		}
	}
	return nil
}

// requestBlock uses the static table: GET, http, and literals for :path and :authority.
func requestBlock(o options) []byte {
	block := []byte{0x82, 0x86, 0x04, byte(len(o.path))}
	block = append(block, o.path...)
	block = append(block, 0x01, byte(len(o.target)))
	return append(block, o.target...)
}

func (c *h2conn) greet() error {
	if _, err := io.WriteString(c.conn, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"); err != nil {
		return err
	}
	setting := binary.BigEndian.AppendUint16(nil, settingInitialWindow)
	if err := c.write(frameSettings, 0, 0, binary.BigEndian.AppendUint32(setting, largeWindow)); err != nil {
		return err
	}
	return c.write(frameWindowUpdate, 0, 0, binary.BigEndian.AppendUint32(nil, windowGrant))
}

func (c *h2conn) write(kind, flags byte, stream uint32, payload []byte) error {
	length := len(payload)
	frame := make([]byte, 0, 9+length)
	frame = append(frame, byte(length>>16), byte(length>>8), byte(length), kind, flags)
	frame = binary.BigEndian.AppendUint32(frame, stream)
	_, err := c.conn.Write(append(frame, payload...))
	return err
}

func (c *h2conn) send() error {
	c.begun[c.next] = time.Now()
	err := c.write(frameHeaders, flagEndStream|flagEndHeaders, c.next, c.block)
	c.next += 2
	return err
}

// read handles one frame, and tells whether a stream ended with it.
func (c *h2conn) read(t *tally) (bool, error) {
	var head [9]byte
	if _, err := io.ReadFull(c.reader, head[:]); err != nil {
		return false, err
	}
	payload := c.buffer[:int(head[0])<<16|int(head[1])<<8|int(head[2])]
	if _, err := io.ReadFull(c.reader, payload); err != nil {
		return false, err
	}
	kind, flags, stream := head[3], head[4], binary.BigEndian.Uint32(head[5:])&(1<<31-1)
	switch kind {
	case frameHeaders:
		if flags&flagEndStream == 0 && !is200(payload) {
			t.failed++
		}
	case frameData:
		if err := c.grant(len(payload)); err != nil {
			return false, err
		}
	case frameSettings, framePing:
		if flags&flagAck != 0 {
			return false, nil
		}
		if kind == frameSettings {
			payload = nil
		}
		return false, c.write(kind, flagAck, 0, payload)
	case frameReset, frameGoAway:
		return false, fmt.Errorf("the proxy sent a frame of type %d on stream %d: %x", kind, stream, payload)
	default:
		return false, nil
	}
	if flags&flagEndStream == 0 {
		return false, nil
	}
	t.done(c.begun[stream])
	delete(c.begun, stream)
	return true, nil
}

// grant keeps the connection's window open; those of the streams are large enough for each body.
func (c *h2conn) grant(taken int) error {
	c.granted += taken
	if c.granted < windowGrant/2 {
		return nil
	}
	update := binary.BigEndian.AppendUint32(nil, uint32(c.granted))
	c.granted = 0
	return c.write(frameWindowUpdate, 0, 0, update)
}

// is200 skips updates of the table's size, which may come first.
func is200(block []byte) bool {
	for len(block) > 0 && block[0]&0xe0 == 0x20 {
		block = block[1:]
	}
	return len(block) > 0 && block[0] == indexedStatus200
}
