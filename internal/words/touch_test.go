package words_test

import (
	"slices"
	"testing"

	"laidan/internal/words"
)

// The composer offers no result that the channel refuses, and none twice.
func TestOfferedResultsFit(t *testing.T) {
	for _, channel := range words.Channels {
		offered := words.OfferedResults(channel)
		for i, result := range offered {
			if !words.Fits(channel, result) || slices.Contains(offered[:i], result) {
				t.Errorf("%s offers %s", channel, result)
			}
		}
	}
	if words.Fits(words.Call, words.Read) || !words.Fits(words.WeChat, words.Read) {
		t.Error("a call knows no read, a message does")
	}
}

// Who was spoken to was reached.
func TestSpokenIsReached(t *testing.T) {
	for _, result := range words.Results {
		if words.Spoken(result) && !words.Reached(result) {
			t.Errorf("%s is spoken and not reached", result)
		}
	}
}

func TestWhere(t *testing.T) {
	if got := words.Where(words.InHold); !slices.Equal(got, words.Layers[words.Resource:words.Signed]) {
		t.Errorf("%v count for the quota", got)
	}
}
