// A test of a shop's code in Go, with the AWS SDK and the variables that a local AWS gives.
package orders

// tag::test[]
import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func TestAnOrderIsKept(t *testing.T) {
	ctx := context.Background()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	environment, err := config.LoadDefaultConfig(ctx) // region, endpoint and keys
	must(err)
	client := s3.NewFromConfig(environment)
	bucket, key := aws.String("go-orders"), aws.String("42.json")
	_, err = client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket: bucket,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{
			LocationConstraint: types.BucketLocationConstraint(environment.Region),
		},
	})
	must(err)
	_, err = client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: bucket, Key: key, Body: strings.NewReader(`{"item": "tea"}`),
	})
	must(err)

	kept, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	must(err)
	content, err := io.ReadAll(kept.Body)
	must(err)

	if string(content) != `{"item": "tea"}` {
		t.Errorf("kept: %s", content)
	}
}
// end::test[]
