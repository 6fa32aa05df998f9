import { useRealtime } from "@/components/realtime/realtime-provider";

function ContentGenerationExample() {
  const { liveUpdates } = useRealtime();

  const generateContent = async () => {
    const contentId = "blog-post-123";

    // Update status throughout the process
    liveUpdates.updateContentStatus(contentId, "generating", 10, {
      stage: "Analyzing topic",
    });

    // Simulate progress updates
    setTimeout(() => {
      liveUpdates.updateContentStatus(contentId, "generating", 50, {
        stage: "Writing content",
      });
    }, 2000);

    setTimeout(() => {
      liveUpdates.updateContentStatus(contentId, "completed", 100, {
        stage: "Finished",
      });
    }, 5000);
  };

  return <button onClick={generateContent}>Generate Content</button>;
}
